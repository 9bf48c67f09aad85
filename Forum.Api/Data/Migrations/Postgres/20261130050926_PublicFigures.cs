using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PublicFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Done",
                table: "MonthlySummaries",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Missing",
                table: "MonthlySummaries",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PublicStreets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ForumId = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Rows = table.Column<string>(type: "text", nullable: false),
                    Elsewhere = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicStreets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PublicStreets_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublicStreets_ForumId_From",
                table: "PublicStreets",
                columns: new[] { "ForumId", "From" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicStreets");

            migrationBuilder.DropColumn(
                name: "Done",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "Missing",
                table: "MonthlySummaries");
        }
    }
}
