using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MessageRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ChangedRules",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "integer", nullable: false),
                    Rule = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Usual = table.Column<bool>(type: "boolean", nullable: false),
                    Coordinators = table.Column<bool>(type: "boolean", nullable: false),
                    Teams = table.Column<string>(type: "text", nullable: false),
                    Held = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangedRules", x => new { x.ForumId, x.Rule });
                    table.ForeignKey(
                        name: "FK_ChangedRules_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MessageChoices",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Way = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    English = table.Column<bool>(type: "boolean", nullable: false),
                    QuietFrom = table.Column<int>(type: "integer", nullable: false),
                    QuietUntil = table.Column<int>(type: "integer", nullable: false),
                    Rhythm = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Categories = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MessageChoices", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_MessageChoices_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChangedRules");

            migrationBuilder.DropTable(
                name: "MessageChoices");
        }
    }
}
