using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Erasures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ContactDays",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PictureDays",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TextDays",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ErasureRuns",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MessagesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureRuns", x => x.ForumId);
                    table.ForeignKey(
                        name: "FK_ErasureRuns_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => new { x.ForumId, x.Day, x.Kind });
                    table.ForeignKey(
                        name: "FK_Erasures_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErasureRuns");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropColumn(
                name: "ContactDays",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "PictureDays",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "TextDays",
                table: "Forums");
        }
    }
}
