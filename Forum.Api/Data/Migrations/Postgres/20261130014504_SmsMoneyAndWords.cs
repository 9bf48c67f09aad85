using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SmsMoneyAndWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BudgetAlerts",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BudgetCodes",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BudgetNews",
                table: "Forums",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BudgetUnit",
                table: "Forums",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Kroner");

            migrationBuilder.CreateTable(
                name: "SmsWordings",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Danish = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    English = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SmsWordings", x => new { x.ForumId, x.Kind, x.Version });
                    table.ForeignKey(
                        name: "FK_SmsWordings_Forums_ForumId",
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
                name: "SmsWordings");

            migrationBuilder.DropColumn(
                name: "BudgetAlerts",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetCodes",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetNews",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetUnit",
                table: "Forums");
        }
    }
}
